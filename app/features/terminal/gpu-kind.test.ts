import { expect, test } from 'vitest';
import { isHardware } from './gpu-kind.ts';

test.each([
  'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
  'Google SwiftShader',
  'llvmpipe (LLVM 15.0.7, 256 bits)',
  'ANGLE (Mesa, llvmpipe (LLVM 17.0.6 256 bits), OpenGL 4.5)',
  'softpipe',
  'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)',
  'Apple Software Renderer',
  'Mesa OffScreen software rasterizer',
  '',
  null,
])('%s paints on the processor, or does not say', (renderer) => {
  expect(isHardware(renderer)).toBe(false);
});

test.each([
  'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002503) Direct3D11 vs_5_0 ps_5_0, D3D11)',
  'ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)',
  'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
  'AMD Radeon RX 6600 (radeonsi, navi23, LLVM 15.0.7, DRM 3.49)',
  'Apple GPU',
  'Mali-G78',
])('%s is a GPU', (renderer) => {
  expect(isHardware(renderer)).toBe(true);
});
