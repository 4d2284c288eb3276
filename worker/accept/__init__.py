"""Step 3, accept: check a pushed document, an entry or a page, and turn it into an Article.

`documents` accepts pushed documents; `drafts` accepts entries and pages, which are records
already; both use the same `checks`. Pure: the same input gives the same Article and the same
source key, so repeating is harmless.
"""

from worker.accept.documents import accept, document_of, key_of_address, schema
from worker.accept.drafts import accept_draft, draft_of_entry, draft_of_page

__all__ = [
    "accept",
    "accept_draft",
    "document_of",
    "draft_of_entry",
    "draft_of_page",
    "key_of_address",
    "schema",
]
