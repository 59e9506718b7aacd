using System.Buffers.Binary;

namespace Crm.Actors.Benchmarks.Edits;

/// <summary>An endless row of edits over some deals, chosen evenly at random. The same seed gives the same row.</summary>
internal sealed class EditSource(Guid[] deals, ulong seed)
{
    public const string CustomFieldName = "priority";

    private long _number;

    public Edit Next()
    {
        var number = Interlocked.Increment(ref _number);
        var random = Mix(seed + (ulong)number);
        return new Edit(deals[random % (ulong)deals.Length], number, IdOf(random, 4).ToString(), IdOf(random, 8));
    }

    /// <summary>The ids of a run's deals.</summary>
    public static Guid[] Deals(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(i => IdOf(Mix(seed + (ulong)i), 7))];

    private static Guid IdOf(ulong random, byte version)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, random);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Mix(random));
        bytes[6] = (byte)((bytes[6] & 0x0f) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): one draw from its counter.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
