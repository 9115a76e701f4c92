"""The Excel round on the desk: a unit downloads its sheet, fills it in, uploads, sees, accepts."""
