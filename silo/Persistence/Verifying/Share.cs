using System.Globalization;
using System.Runtime.InteropServices;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>One of several equal shares of all aggregates: what is in memory at a time.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Count">1 to 64.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Share(int Number, int Count)
{
    /// <summary>The condition that a column of ids is of the share.</summary>
    public string Of(string column) => Count == 1 ? "true" : string.Create(
        CultureInfo.InvariantCulture, $"(get_byte(uuid_send({column}), 15) & 63) % {Count} = {Number}");
}
