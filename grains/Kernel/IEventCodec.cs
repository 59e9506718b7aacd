using System.Text.Json;

namespace Crm.Actors.Grains.Kernel;

/// <summary>Events as JSON. What was once written can always be read.</summary>
/// <typeparam name="TEvent">The base of the aggregate's events.</typeparam>
public interface IEventCodec<TEvent>
    where TEvent : class
{
    /// <summary>The name on every channel and the version of the data's shape.</summary>
    (string Name, short SchemaVersion) TypeOf(TEvent happened);

    /// <summary>Writes the data as one JSON object.</summary>
    void Write(TEvent happened, Utf8JsonWriter writer);

    /// <summary>Reads data of any schema version ever written.</summary>
    /// <exception cref="InvalidOperationException">The type is not known.</exception>
    TEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json);
}
