"""The pages beside the news as staff write them: the working copy, its form, and publishing it."""
