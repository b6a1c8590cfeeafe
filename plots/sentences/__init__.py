"""The answer in words, one question a file; `headline` puts them together."""
