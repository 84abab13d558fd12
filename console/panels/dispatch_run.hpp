// What a seat does about incidents: whether it can be done now and why not, and the command that does it. The
// one place that buttons, keys and the command bar ask. Nothing is decided here: the desk may refuse, and its
// sentence comes back in Frame::outcome. UI thread.
#pragma once
#include <string>
#include <string_view>

#include "console/panels/board_rows.hpp"
#include "console/panels/dispatch_panel.hpp"
#include "console/panels/widgets.hpp"

namespace anxin {

enum class Deed : std::uint8_t {
  New,
  Claim,
  TakeOver,
  Confirm,
  Send,    // units for what is missing
  Recall,  // those that have not accepted yet
  Level,
  Reinforce,
  Page,
  Log,
  Report,
  Update,
  RollCall,
  Resolve,
  Close,
  Cancel,
  Merge,
  Dispute,  // over jurisdiction
  Settle
};
// Why it cannot be done now, of the selected incident (but New); a sentence, empty when it can be done.
[[nodiscard]] std::string why_not(const Frame&, PanelContext&, Deed, Lang);
[[nodiscard]] std::string why_not(const Frame&, PanelContext&, Deed);  // in the language of the screen

// What the panel's primary button does next with the selected incident.
[[nodiscard]] Deed next_deed(const Frame&, PanelContext&);
void run_next(const Frame&, PanelContext&);  // Enter

// The advice for the selected incident; null while there is none. It may be of an older revision: is_current.
[[nodiscard]] const Advice* advice_of(const Frame&, const PanelContext&);
[[nodiscard]] bool is_current(const Frame&, const Advice&);

void send(const Frame&, PanelContext&, OperationCommand, SentFrom);
// The whole advised set, or its unit at `place` alone.
void send_set(const Frame&, PanelContext&);
void send_one(const Frame&, PanelContext&, std::size_t place);
void recall_offered(const Frame&, PanelContext&);
void start_roll_call(const Frame&, PanelContext&);
// A: claims the selected incident if nobody has it or its alarm is open, else the gravest such one; selects
// it.
void acknowledge(const Frame&, PanelContext&);
[[nodiscard]] bool unacknowledged(const Incident&);

void show_incident(PanelContext&, const std::string& id);  // in the dispatch view; "" none
void step_incident(const Frame&, PanelContext&, int by);   // J, K
void choose_unit(PanelContext&, Function, std::string_view instead_of, std::string_view unit);
// Once a frame, before panels: what came of the last command; closes the form that it ends.
void hear_outcome(const Frame&, PanelContext&);
// The refusal or the answer to a command sent from there, as a sentence; returns the height used.
float draw_outcome(const Kit&, SentFrom, float x0, float x1, float y);
[[nodiscard]] float outcome_height(const Kit&, SentFrom, float width);

}  // namespace anxin
