"""The demo's own pages: whom one can be by one click. They are registered in demo mode only."""
