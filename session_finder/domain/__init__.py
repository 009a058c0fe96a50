"""What a conference is: sessions, programmes, versions, and the protocol of the library that keeps them."""
