"""Reading and writing .pptx packages; lxml is imported here and nowhere else."""
