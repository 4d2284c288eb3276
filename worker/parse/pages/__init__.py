"""Web pages: the article's text, and what the page says about it.

`page.read_page` reads a body. The text: `repairs`, `paragraphs`, `main_element`. What the page
says: `facts`, with `linked_data`, `dates` and `addresses`; `search` where it says too little;
`credits` and `notices` from the text. `bounds` and `refusals` say what is not read.
"""
