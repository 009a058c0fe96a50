"""What other programs are told of our addresses: link previews, pictures for sharing, sitemap, web manifest."""
