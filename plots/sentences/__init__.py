"""The answer in words, one question a file. The first sentence has one number with its interval: `headline` takes it.

The others stand in the section of the question.
"""
