"""clock: legal and contractual deadlines that run, and the catalogue of them."""
