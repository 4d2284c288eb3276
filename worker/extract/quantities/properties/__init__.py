"""What a number counts: killed, injured, arrested and so on, by words, by the tree, by harm."""
