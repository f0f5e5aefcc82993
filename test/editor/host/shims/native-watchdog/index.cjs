// Stands in for the native module that ends the extension host when its parent dies; the test kills the process group.
exports.start = () => {};
