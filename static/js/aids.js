// The aids beside the player.
import "./keys.js";
