"""Plain text cut into sections: `plaintext.read_text`, with `front` and `sections`."""
