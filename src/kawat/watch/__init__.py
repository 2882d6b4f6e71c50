"""Kawat always on: sources polled politely, new articles ingested, alerts raised."""
