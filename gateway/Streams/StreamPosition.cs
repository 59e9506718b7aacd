using System.Globalization;

namespace Crm.Actors.Gateway.Streams;

/// <summary>The id of a message on a stream: <c>epoch-position</c>, opaque to clients.</summary>
public readonly record struct StreamPosition(string Epoch, long Position)
{
    private const int MaxEpoch = 64;

    /// <summary>Reads an id back; false when it is none of ours.</summary>
    public static bool TryParse(string text, out StreamPosition position)
    {
        position = default;
        var dash = text.LastIndexOf('-');
        if (dash is < 1 or > MaxEpoch || !text.AsSpan(0, dash).ContainsOnlyLettersAndDigits())
            return false;
        if (!long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        position = new(text[..dash], value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Epoch}-{Position}";
}
