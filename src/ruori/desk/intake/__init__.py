"""Taking a page in on the desk (W5): paste or upload, see source beside proposal, accept."""
