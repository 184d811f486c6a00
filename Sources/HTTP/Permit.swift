/// What a request holds while it is being served, such as its place among those of one caller.
///
/// It is let go, and with it whatever its `deinit` gives back, once the request is answered,
/// refused or broken off.
public protocol Permit: AnyObject {}
