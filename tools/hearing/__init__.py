"""Our voices heard again by a recogniser, which knows nothing of what they were given to say."""
