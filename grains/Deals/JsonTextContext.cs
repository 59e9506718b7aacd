using System.Text.Json.Serialization;

namespace Crm.Actors.Grains.Deals;

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class JsonTextContext : JsonSerializerContext;
