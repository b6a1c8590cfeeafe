"""What record.py is made of: the plan, one program for each life, its surroundings, the journal."""
