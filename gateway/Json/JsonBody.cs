using System.Text.Json;
using System.Text.Unicode;
using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.Json;

/// <summary>From the bytes of a body to a command.</summary>
internal static class JsonBody
{
    /// <summary>The command, or null when the body is no JSON. Check <paramref name="errors"/> before using it.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> utf8, BodyReader<T> read, CommandContext context, RequestErrors errors)
        where T : class
    {
        if (!Utf8.IsValid(utf8))
        {
            errors.Malformed(JsonPointer.Root, "is not UTF-8");
            return null;
        }

        try
        {
            var json = new StrictJson(utf8, errors);
            return read(ref json, context);
        }
        catch (JsonException e)
        {
            errors.Malformed(JsonPointer.Root, $"is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            return null;
        }
    }
}
