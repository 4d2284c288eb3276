"""The Celery application: every option in one place, with its reason.

`celery -A worker.celery_app worker -Q extract`, `... beat`, `... inspect active` and `... flower`
work as the Celery manual says.
"""

from typing import Any

from celery import Celery
from celery.signals import setup_logging
from kombu import Queue

from worker import log
from worker.kinds import task_of
from worker.queues import DEFAULT, FETCH, KINDS, MAINTENANCE, every_queue
from worker.run.broker import broker_url
from worker.settings import load_settings

ACCEPT = "reportedly.accept"
SWEEP = "reportedly.sweep"
FORGET = "reportedly.forget"
LEARN = "reportedly.learn"

_settings = load_settings()

app = Celery("reportedly", broker=broker_url(_settings), include=["worker.tasks"])
app.conf.update(
    task_queues=[Queue(name) for name in every_queue()],
    task_default_queue=DEFAULT,
    task_routes={
        ACCEPT: {"queue": FETCH},
        **{task_of(kind): {"queue": name} for name, kinds in KINDS.items() for kind in kinds},
        SWEEP: {"queue": MAINTENANCE},
        FORGET: {"queue": MAINTENANCE},
        LEARN: {"queue": MAINTENANCE},
    },
    # A misspelt queue is an error, instead of a queue that no worker reads.
    task_create_missing_queues=False,
    # The state lives in the database; nothing reads a result.
    task_ignore_result=True,
    task_serializer="json",
    result_serializer="json",
    accept_content=["json"],
    # The message of a killed child is delivered again, a few times: without the limit a task that
    # kills its worker would run for ever.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_annotations={"*": {"retry_on_worker_lost": True, "max_retries": 3}},
    worker_prefetch_multiplier=1,
    task_soft_time_limit=120,
    task_time_limit=150,
    # A child whose memory has grown is replaced, which frees it.
    worker_max_tasks_per_child=2_000,
    worker_max_memory_per_child=900_000,
    # Ctrl-C gives running tasks five seconds; an idle worker ends at once.
    worker_soft_shutdown_timeout=5.0,
    worker_enable_soft_shutdown_on_idle=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        # More than twice the hard time limit: a shorter one runs a task several times at once.
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 30,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 25,
    },
    # Events cost about a third of the message rate: `up --flower` turns them on with -E.
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    beat_schedule={
        "sweep": {
            "task": SWEEP,
            "schedule": _settings.sweep_seconds,
            # A sweep that waited until the next one is due is not needed.
            "options": {"expires": max(_settings.sweep_seconds, 1)},
        },
        "forget": {"task": FORGET, "schedule": 3_600, "options": {"expires": 3_600}},
        "learn": {"task": LEARN, "schedule": 21_600, "options": {"expires": 21_600}},
    },
)


@setup_logging.connect
def _configure_log(**_options: Any) -> None:  # noqa: ANN401 - Celery's signature
    log.configure()
