"""Speed of every stage, beside the bare parts that it is made of: ``python evals/speed/run.py``."""
