"""One court in memory: what stands, who is there when, who is booked when, and what has changed."""
