"""Step 1, fetch: the bytes at an address, or the reason why there are none.

`client` sends requests, within limits of time and size; `guard` decides which machines may be
asked, `robots` which pages a site allows, `hosts` and `schedule` when. Nothing here raises because
of what a server does: every attempt is a `Fetched`.
"""
