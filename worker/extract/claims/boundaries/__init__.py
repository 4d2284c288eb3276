"""Where one claim ends and the next begins: for each arc of the tree, own claim or part."""
