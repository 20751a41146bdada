#include <iostream>

#include "vishctl/program/vishctl.h"

int main(int argc, char** argv) { return vish::vishctl::run_vishctl(argc, argv, std::cout, std::cerr); }
