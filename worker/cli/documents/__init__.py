"""What is named on the command line, as documents: files, folders, archives, standard input."""
