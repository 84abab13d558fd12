// What the lines of the command bar do: frame, select, filter, turn; or refuse with a sentence. Reads the
// Frame, writes the ViewState and the Camera, fills the Outbox. UI thread. The grammar: command_line.hpp.
#pragma once
#include "console/panels/command_line.hpp"
#include "console/panels/panels.hpp"

namespace anxin {

// Verbs whose view is not in this version: the sentence that says what is missing; nothing for the others.
[[nodiscard]] std::optional<Error> missing_for(LineVerb);
// What Enter would do, in words of the interface's language: 框定朝阳区.
[[nodiscard]] std::string effect_of(const Frame&, PanelContext&, const CommandLine&);
[[nodiscard]] std::string effect_of(const Frame&, const PanelContext&, const Finding&);
// Carries out a line that needs no search: everything but q, p, go by name and a bare query.
[[nodiscard]] Status run_command(const Frame&, PanelContext&, const CommandLine&);
// Goes to what was found: frames a unit or a township, gathers an enterprise's projects, selects a project.
void go_to(const Frame&, PanelContext&, const Finding&);
// Selects a project and centres on it at 1:50,000 or nearer.
void show_project(const Frame&, PanelContext&, Index project);

}  // namespace anxin
