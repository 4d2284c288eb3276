"""The errors that a user or an operator may see; any other exception is a bug."""


class TransientError(Exception):
    """A service or a host does not answer now: the job is put back and tried again later.

    Operator: nothing, unless the same reason recurs in `reportedly jobs`: then repair what it
    names.
    """


class RejectedError(Exception):
    """This input cannot be used, now or later: it is set aside with its reason and listed.

    Operator: read the reason in `reportedly jobs --state dead`; correct the input and send it
    again.
    """


class SetupError(Exception):
    """This installation lacks something or is set up wrongly: the message says what to do.

    Operator: do what it says and start again; nothing was changed or lost.
    """
