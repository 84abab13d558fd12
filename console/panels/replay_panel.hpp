// The replay of an incident in the dispatch view: begins and ends it, what its keys do, its time line at the
// foot. What the other panels show of the moment they read from the Frame as ever. UI thread.
#pragma once
#include <string>

#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"

namespace anxin {

// Why the selected incident cannot be replayed; empty when it can be.
[[nodiscard]] std::string why_no_replay(const Frame&, const PanelContext&, Lang);
// Shows an incident from its first moment on, at rest; the dispatch view, live until then.
void start_replay(const Frame&, PanelContext&, const std::string& incident);
void end_replay(PanelContext&);  // back to the present
// Space, arrows, Home, End and H while an incident is replayed; H begins it. False: the verb is not its own.
bool act_on_replay(const Frame&, PanelContext&, Verb);
// Once a frame, before panels: playback as far as time has gone. The time line follows the incident that is
// selected; another view, or none selected, ends the replay.
void advance_replay(const Frame&, PanelContext&);
void draw_replay_strip(const Frame&, PanelContext&, const Layout&);

// Of the present: the gravest incident at level Ⅰ or Ⅱ that nobody has acknowledged, of equals the first;
// null without one.
[[nodiscard]] const Incident* gravest_unacknowledged(const Frame&);
// 11-23 08:19:47, Beijing.
[[nodiscard]] std::string moment_text(Instant);
// What happens meanwhile: 有新事件 with the gravest that nobody has acknowledged, else how many came since
// the replay began; a click goes back to the present and opens it. Returns the width it took, 0 when all is
// quiet.
float draw_news(const Kit&, const Frame&, float x, float right, float y);

}  // namespace anxin
