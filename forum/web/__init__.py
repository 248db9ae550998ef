"""What all pages share: the viewer, errors, headers, filters, assets."""
