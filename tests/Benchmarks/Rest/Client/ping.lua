-- GETs of the address as it is.

dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "summary.lua")
