using System.Text;

namespace Crm.Actors.Gateway.Json;

/// <summary>The members that a JSON object may have, at most 64.</summary>
internal sealed class MemberNames
{
    private readonly byte[][] _utf8;
    private readonly string[] _names;

    public MemberNames(params string[] names)
    {
        if (names.Length > 64) throw new ArgumentException("At most 64 members.", nameof(names));
        _names = names;
        _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The names, in the order given.</summary>
    public IReadOnlyList<string> All => _names;

    public string this[int index] => _names[index];

    /// <summary>The place of a name among the known ones, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < _utf8.Length; i++)
            if (utf8.SequenceEqual(_utf8[i])) return i;
        return -1;
    }
}
