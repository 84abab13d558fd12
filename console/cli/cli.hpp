// The words of the command line. Here, in the gateway and in the panels, and nowhere else, an Error becomes
// what a person sees. Exit codes: 0 done, 1 refused, 2 usage, 3 bad input, 4 store, 5 done with rejects, 70
// our own fault.
#pragma once

namespace anxin {

[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace anxin
