// The host is put together here; see the AddX / MapX lines.
return 0;
