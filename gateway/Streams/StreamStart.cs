using System.Runtime.InteropServices;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Where a stream begins.</summary>
/// <param name="After">The client has seen everything up to here; null means now.</param>
/// <param name="Gap">Why it is not where the client left it, if so.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StreamStart(long? After, GapReason? Gap);
