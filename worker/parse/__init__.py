"""The step that reads documents: a feed, a page or a text in, records out.

A room for each kind (`feeds`, `pages`, `text`); the modules here are what the rooms share.
`readers.READERS` names the reader of each kind, `kinds.guess_kind` says which kind a body is.
"""
