"""Fuzzing of everything that reads what strangers wrote; see docs/fuzzing.md."""
