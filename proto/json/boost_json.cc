// The parts of Boost.JSON that are not templates, compiled here instead of
// linking another library.
#include <boost/json/src.hpp>
