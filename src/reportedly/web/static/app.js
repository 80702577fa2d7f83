// What pages gain where JavaScript runs. Every page works without it.
"use strict";
