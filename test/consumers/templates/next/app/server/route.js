import { look } from "../../look.js";

export const dynamic = "force-dynamic";

export async function GET() {
  return new Response(await look("ten.pcap", "ten.pcap.gz").catch(String));
}
