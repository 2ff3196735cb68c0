"""What is asked of hits: queues, pages, batches before they are decided, figures."""
