"""What changed since an earlier deck: moves, the MRR bridge between the two, key figures then and now."""
