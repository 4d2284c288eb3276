"""Commands that do one step with a document and store nothing."""
