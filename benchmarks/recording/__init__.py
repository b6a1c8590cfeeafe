"""What record.py is made of: the plan, one process for each task of it, their surroundings, the journal."""
