"""Step 1, fetch: the bytes behind an address, or the reason why there are none.

`client` asks, within limits of time and size; `guard` decides which machines may be asked at
all, `robots` which pages a site wants to be left alone, `hosts` and `schedule` when. Nothing here
raises for what a server does: every attempt is a `Fetched`.
"""
