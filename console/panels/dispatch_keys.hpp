// What the keys of UX 9 do about incidents. UI thread.
#pragma once
#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"

namespace anxin {

// N, E, A, Shift+A and Shift+U in every view; U, R, X, L, ?, T, C, Shift+C, S and H in the dispatch view.
void act_on_incident(const Frame&, PanelContext&, Verb);
// One step back within the dispatch view: a replay, open alternatives, cards chosen, the selected incident.
// False: nothing to step back from.
bool dispatch_escape(PanelContext&);

}  // namespace anxin
