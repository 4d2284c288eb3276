"""The errors a user or an operator may meet; anything else that is raised is a bug, and loud."""


class TransientError(Exception):
    """Something outside is away for now: the work is put back and tried again later.

    Operator: nothing, unless the same reason repeats in `reportedly jobs`: then see to what it
    names.
    """


class RejectedError(Exception):
    """This input cannot be used, now or later: it is set aside with its reason and listed.

    Operator: read the reason in `reportedly jobs --state dead`; mend the input and send it again.
    """


class SetupError(Exception):
    """This installation lacks something or is told something wrong: the message says what to do.

    Operator: do what it says and start again; nothing was changed or lost.
    """
