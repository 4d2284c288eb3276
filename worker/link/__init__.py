"""Step 7, link: origins of stories and changes of claims, across articles."""
