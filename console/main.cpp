#include "console/cli/cli.hpp"

int main(int argc, char** argv) { return anxin::run_command_line(argc, argv); }
